"""What is typed in a form, read into the frozen record that the command builds."""
