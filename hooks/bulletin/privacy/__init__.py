"""What is a person's own: found in any text, looked for in the source and, once more, in the finished site."""
