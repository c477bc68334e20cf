-- Outside of a transaction: every chunk is committed on its own. Run again, the script begins at the first document.
SET TimeZone = 'UTC';
SET DateStyle = 'ISO';
SET IntervalStyle = 'postgres';
DO {body:q};
