const puppeteer = require("puppeteer");
const express = require("express");

const app = express();

app.get("/print", async (req, res) => {
  const browser = await puppeteer.launch();
  const page = await browser.newPage();
  await page.goto(`https://invoices.example.com/print/${Number(req.query.invoice)}`);
  const pdf = await page.pdf();
  await browser.close();
  res.type("application/pdf").send(pdf);
});
