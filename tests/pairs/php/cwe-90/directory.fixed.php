<?php

function find_person($connection)
{
    $name = ldap_escape($_GET['name'], '', LDAP_ESCAPE_FILTER);
    $filter = "(&(objectClass=person)(uid=$name))";
    $found = ldap_search($connection, 'dc=shop,dc=org', $filter);
    return ldap_get_entries($connection, $found);
}
