const { chmod } = require("fs/promises");

async function writeConfig(file, settings) {
  await require("fs/promises").writeFile(file, JSON.stringify(settings));
  await chmod(file, "666");
}

module.exports = writeConfig;
