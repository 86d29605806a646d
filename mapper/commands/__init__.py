"""What a command does between its arguments and the modules that do the work; short commands stand in `cli`."""
