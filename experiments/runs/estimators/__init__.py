"""How the change that other worlds bring is told: lives block by block, in pairs and branches."""
