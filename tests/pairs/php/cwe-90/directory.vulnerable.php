<?php

function find_person($connection)
{
    $name = $_GET['name'];
    $filter = "(&(objectClass=person)(uid=$name))";
    $found = ldap_search($connection, 'dc=shop,dc=org', $filter);
    return ldap_get_entries($connection, $found);
}
