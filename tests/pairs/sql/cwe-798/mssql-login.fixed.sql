USE [master];
GO
CREATE LOGIN shop_app WITH PASSWORD = N'$(ShopAppPassword)', CHECK_POLICY = ON;
GO
USE [Shop];
CREATE USER shop_app FOR LOGIN shop_app;
ALTER ROLE db_datareader ADD MEMBER shop_app;
GO
