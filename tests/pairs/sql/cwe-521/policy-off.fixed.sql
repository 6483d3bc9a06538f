USE [master];
GO
CREATE LOGIN partner_feed WITH PASSWORD = N'$(FeedPassword)' MUST_CHANGE,
    DEFAULT_DATABASE = [Feeds], CHECK_EXPIRATION = ON, CHECK_POLICY = ON;
GO
USE [Feeds];
CREATE USER partner_feed FOR LOGIN partner_feed;
GO
