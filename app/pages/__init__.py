"""The pages: each reads a form, asks the desk and shows the answer."""
