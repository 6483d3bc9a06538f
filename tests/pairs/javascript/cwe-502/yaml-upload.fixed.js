const fs = require('fs');
const yaml = require('js-yaml');

function loadPipeline(file) {
  const text = fs.readFileSync(file, 'utf8');
  return yaml.load(text, { schema: yaml.JSON_SCHEMA });
}

module.exports = { loadPipeline };
