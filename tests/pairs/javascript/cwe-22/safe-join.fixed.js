const fs = require('fs/promises');
const path = require('path');

class TemplateStore {
  constructor(root) {
    this.root = path.resolve(root);
  }

  async load(name) {
    const file = path.resolve(this.root, name + '.html');
    if (!file.startsWith(this.root + path.sep)) {
      throw new Error('outside of the templates');
    }
    return fs.readFile(file, 'utf8');
  }
}

module.exports = TemplateStore;
