DELIMITER //
CREATE PROCEDURE find_orders(IN p_status VARCHAR(20))
BEGIN
    SET @query = 'SELECT id, total FROM orders WHERE status = ?';
    SET @status = p_status;
    PREPARE statement FROM @query;
    EXECUTE statement USING @status;
    DEALLOCATE PREPARE statement;
END //
DELIMITER ;
