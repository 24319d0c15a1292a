"""The words a form is asked and answered in, in Danish and in English."""
