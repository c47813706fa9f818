-- No server says how much of a product a store has, and no screen shows it.
drop table stock;
