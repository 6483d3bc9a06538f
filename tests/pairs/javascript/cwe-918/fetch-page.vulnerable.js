/**
 * Downloads a page that a user has entered and returns its text.
 */
async function fetchPage(address) {
  const answer = await fetch(`http://${address}`);
  if (!answer.ok) {
    throw new Error("no answer");
  }
  return answer.text();
}

module.exports = { fetchPage };
