const fs = require('fs/promises');
const path = require('path');

class TemplateStore {
  constructor(root) {
    this.root = path.resolve(root);
  }

  async load(name) {
    const file = path.join(this.root, name + '.html');
    return fs.readFile(file, 'utf8');
  }
}

module.exports = TemplateStore;
