DELIMITER //
CREATE PROCEDURE find_orders(IN p_status VARCHAR(20))
BEGIN
    SET @query = CONCAT('SELECT id, total FROM orders WHERE status = ''', p_status, '''');
    PREPARE statement FROM @query;
    EXECUTE statement;
    DEALLOCATE PREPARE statement;
END //
DELIMITER ;
