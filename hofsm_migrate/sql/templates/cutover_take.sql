-- up (SHARE ROW EXCLUSIVE on the legacy table, whose name is another one by now): documents that come through the view go to the new tables
CREATE TRIGGER {trigger:i} BEFORE INSERT OR UPDATE ON {base:i}
    FOR EACH ROW EXECUTE FUNCTION {take:i}();

-- down (ACCESS EXCLUSIVE on the legacy table)
DROP TRIGGER {trigger:i} ON {base:i};
