export async function keepKey(keyPair) {
  const jwk = await crypto.subtle.exportKey('jwk', keyPair.privateKey);
  localStorage.setItem('privateKey', JSON.stringify(jwk));
}
