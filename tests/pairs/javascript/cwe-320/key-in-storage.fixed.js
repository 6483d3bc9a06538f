export async function keepKey(keyPair) {
  const database = await openDatabase('keys');
  await database.put('keys', keyPair.privateKey, 'own');
}
