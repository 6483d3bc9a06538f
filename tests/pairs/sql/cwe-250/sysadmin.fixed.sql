USE [master];
GO
CREATE LOGIN [EXAMPLE\svc-web] FROM WINDOWS;
GO
USE [Shop];
GO
CREATE USER [svc-web] FOR LOGIN [EXAMPLE\svc-web];
ALTER ROLE [db_datareader] ADD MEMBER [svc-web];
GO
