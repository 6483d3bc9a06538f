"""Tests of `gateway.dataflow.php` and of what is known of PHP."""
