function olderThan(collection, field, age) {
  return collection.find({ [field]: { $gt: Number(age) } }).toArray();
}

module.exports = { olderThan };
