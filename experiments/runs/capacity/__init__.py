"""What teams and programmes can take: the posts that contacts need, the places that are filled."""
