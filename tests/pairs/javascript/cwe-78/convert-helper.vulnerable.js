const { execSync } = require('node:child_process');
const path = require('node:path');

function convertToPdf(inputPath, outputDir) {
  execSync('libreoffice --headless --convert-to pdf --outdir ' + outputDir + ' ' + inputPath);
  return path.join(outputDir, path.parse(inputPath).name + '.pdf');
}

module.exports = { convertToPdf };
