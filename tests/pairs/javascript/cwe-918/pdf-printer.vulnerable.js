const puppeteer = require("puppeteer");
const express = require("express");

const app = express();

app.get("/print", async (req, res) => {
  const browser = await puppeteer.launch();
  const page = await browser.newPage();
  await page.goto(req.query.address);
  const pdf = await page.pdf();
  await browser.close();
  res.type("application/pdf").send(pdf);
});
