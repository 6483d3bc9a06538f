const ldap = require('ldapjs');

const client = ldap.createClient({ url: 'ldaps://directory.internal' });

function findUser(req, res) {
  const { uid } = req.query;
  const options = {
    scope: 'sub',
    filter: `(&(objectClass=person)(uid=${uid}))`,
  };
  client.search('ou=people,dc=example,dc=org', options, (error, result) => {
    result.on('searchEntry', (entry) => res.json(entry.pojo));
  });
}

module.exports = findUser;
