"""
Planted vulnerabilities, one text per language, that a scanner in good order must find.

They prove more than the nonce canaries of every scan: that the policy's own rules are loaded and match.
"""

from collections.abc import Mapping
from types import MappingProxyType

PROBES: Mapping[str, str] = MappingProxyType(
    {
        "python": """import hashlib
import pickle
import subprocess


def probe(request, cursor):
    subprocess.call("ls " + request.args["name"], shell=True)
    cursor.execute("SELECT * FROM users WHERE name = '%s'" % request.args["name"])
    pickle.loads(request.data)
    hashlib.md5(request.data)
    return eval(request.args["code"])
""",
        "javascript": """const { exec } = require("child_process");
const crypto = require("crypto");

function probe(request, response) {
  exec("ls " + request.query.name);
  crypto.createHash("md5").update(request.query.name);
  document.body.innerHTML = request.query.name;
  return eval(request.query.code);
}
""",
        "typescript": """import { exec } from "child_process";
import { createHash } from "crypto";

function probe(request: Request, response: Response): unknown {
  exec("ls " + request.query.name);
  createHash("md5").update(request.query.name as string);
  document.body.innerHTML = request.query.name;
  return eval(request.query.code);
}
""",
        "java": """import java.io.ObjectInputStream;
import java.security.MessageDigest;
import java.sql.Statement;
import javax.servlet.http.HttpServletRequest;

class Probe {
    Object probe(HttpServletRequest request, Statement statement) throws Exception {
        Runtime.getRuntime().exec("ls " + request.getParameter("name"));
        statement.executeQuery("SELECT * FROM users WHERE name = '" + request.getParameter("name") + "'");
        MessageDigest.getInstance("MD5");
        return new ObjectInputStream(request.getInputStream()).readObject();
    }
}
""",
        "go": """package probe

import (
	"crypto/md5"
	"crypto/tls"
	"database/sql"
	"net/http"
	"os/exec"
)

func probe(request *http.Request, db *sql.DB) {
	name := request.URL.Query().Get("name")
	exec.Command("sh", "-c", "ls "+name).Run()
	db.Query("SELECT * FROM users WHERE name = '" + name + "'")
	md5.Sum([]byte(name))
	_ = &tls.Config{InsecureSkipVerify: true}
}
""",
        "rust": """use std::process::Command;

fn probe(name: &str) -> String {
    Command::new("sh").arg("-c").arg(format!("ls {}", name)).output().unwrap();
    let client = reqwest::Client::builder().danger_accept_invalid_certs(true).build();
    let bytes: [u8; 4] = unsafe { std::mem::transmute(1u32) };
    format!("{:x}", md5::compute(name))
}
""",
        "c": """#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void probe(char *name)
{
    char line[64];
    gets(line);
    strcpy(line, name);
    sprintf(line, "ls %s", name);
    printf(name);
    system(line);
}
""",
        "csharp": """using System.Data.SqlClient;
using System.Diagnostics;
using System.Runtime.Serialization.Formatters.Binary;
using System.Security.Cryptography;

class Probe
{
    object Check(HttpRequest request, SqlConnection connection)
    {
        Process.Start("cmd.exe", "/c " + request.QueryString["name"]);
        var command = new SqlCommand("SELECT * FROM users WHERE id = " + request.QueryString["id"], connection);
        var hash = MD5.Create();
        return new BinaryFormatter().Deserialize(request.InputStream);
    }
}
""",
        "php": """<?php
function probe($database)
{
    system("ls " . $_GET["name"]);
    mysqli_query($database, "SELECT * FROM users WHERE name = '" . $_GET["name"] . "'");
    echo $_GET["name"];
    $hash = md5($_GET["password"]);
    return eval($_POST["code"]);
}
""",
        "bash": """#!/bin/bash
name="$1"
eval "ls $name"
chmod 777 /srv/data
curl -k https://example.com/data -o /srv/data
openssl enc -des -in /srv/data -out /srv/kept
ssh -o StrictHostKeyChecking=no host uptime
""",
        "dockerfile": """FROM python:latest
ENV DB_PASSWORD=correct-horse-battery
ADD https://example.com/tool.tgz /srv/
RUN chmod 777 /srv
RUN pip install --trusted-host example.com tool
USER root
""",
        "hcl": """resource "aws_s3_bucket_acl" "probe" {
  acl = "public-read"
}

resource "aws_security_group" "probe" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
""",
        "yaml": """apiVersion: v1
kind: Pod
metadata:
  name: probe
spec:
  hostPID: true
  containers:
    - name: probe
      image: probe:1.0
      securityContext:
        privileged: true
""",
        "sql": """GRANT ALL ON ALL TABLES IN SCHEMA probe TO PUBLIC;
EXEC master..xp_cmdshell 'dir';
""",
        "cpp": """#include <cstdlib>
#include <cstring>
#include <string>

void probe(const std::string &name)
{
    char line[64];
    std::strcpy(line, name.c_str());
    strcpy(line, name.c_str());
    system(("ls " + name).c_str());
    printf(name.c_str());
}
""",
    }
)
