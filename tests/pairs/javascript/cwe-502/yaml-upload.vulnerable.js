const fs = require('fs');
const yaml = require('js-yaml');

function loadPipeline(file) {
  const text = fs.readFileSync(file, 'utf8');
  return yaml.load(text, { schema: require('js-yaml-js-types').all });
}

module.exports = { loadPipeline };
