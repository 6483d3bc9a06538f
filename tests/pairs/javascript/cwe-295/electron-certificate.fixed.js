const { app, BrowserWindow } = require("electron");

app.on("certificate-error", (event, webContents, url, error, certificate, callback) => {
  event.preventDefault();
  callback(false);
});

app.whenReady().then(() => new BrowserWindow().loadURL("https://desk.example.com"));
