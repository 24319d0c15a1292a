"""What a finance department asks for: kroner by authorised function and by frame."""
