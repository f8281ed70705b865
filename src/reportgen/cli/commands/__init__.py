"""The commands, one module each: the group lists this folder, and loads a command when it is asked for."""
