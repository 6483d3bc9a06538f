function olderThan(collection, field, age) {
  return collection.find({ $where: "this." + field + " > " + age }).toArray();
}

module.exports = { olderThan };
