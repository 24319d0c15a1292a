"""What follows from lives once lived: enrolments, activations, sanctions, what is paid."""
