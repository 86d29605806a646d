"""The accuracy check of a study: how far each section has come, and what raising, applying and signing do."""
