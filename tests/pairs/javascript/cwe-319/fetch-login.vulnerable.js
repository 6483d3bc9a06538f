export async function logIn(email, password) {
  const response = await fetch('http://accounts.shop.org/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return response.json();
}
