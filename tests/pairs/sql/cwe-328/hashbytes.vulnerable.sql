CREATE OR ALTER PROCEDURE dbo.AddUser
    @Email nvarchar(200), @Password nvarchar(200)
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @salt varbinary(32) = CRYPT_GEN_RANDOM(32);
    INSERT INTO dbo.Users (Email, Salt, PasswordHash)
    VALUES (@Email, @salt, HASHBYTES('SHA1', @salt + CAST(@Password AS varbinary(400))));
END
GO
