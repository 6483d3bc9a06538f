CREATE OR ALTER PROCEDURE dbo.SearchCustomers
    @Name nvarchar(100)
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @sql nvarchar(max);
    SET @sql = N'SELECT Id, Name, City FROM dbo.Customers WHERE Name LIKE ''%' + @Name + N'%''';
    EXEC (@sql);
END
GO
