"""What is done to a village: founding it, enrolling its people, letting them in."""
