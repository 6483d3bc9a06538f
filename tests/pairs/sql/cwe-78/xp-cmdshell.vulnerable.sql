USE [master];
GO
EXEC sp_configure 'show advanced options', 1;
RECONFIGURE;
EXEC sp_configure 'xp_cmdshell', 1;
RECONFIGURE;
GO
EXEC sp_configure 'max degree of parallelism', 4;
RECONFIGURE;
GO
