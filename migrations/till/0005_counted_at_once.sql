-- Appending an operation moves the end of the log on anyway, and counts there what begins to wait: one write, not two.
drop trigger op_begins_to_wait;
