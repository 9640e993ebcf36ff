"""What `bulletin` can be told to do, but for what has a room of its own."""
