const ldap = require('ldapjs');

const client = ldap.createClient({ url: 'ldaps://directory.internal' });

function findUser(req, res) {
  const { uid } = req.query;
  const options = {
    scope: 'sub',
    filter: new ldap.AndFilter({
      filters: [
        new ldap.EqualityFilter({ attribute: 'objectClass', value: 'person' }),
        new ldap.EqualityFilter({ attribute: 'uid', value: uid }),
      ],
    }),
  };
  client.search('ou=people,dc=example,dc=org', options, (error, result) => {
    result.on('searchEntry', (entry) => res.json(entry.pojo));
  });
}

module.exports = findUser;
