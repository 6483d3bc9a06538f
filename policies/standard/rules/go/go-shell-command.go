package main

import (
	"context"
	"os/exec"
)

func list(ctx context.Context, folder string) {
	// ruleid: go-shell-command
	exec.Command("sh", "-c", "ls "+folder).Run()
	// ruleid: go-shell-command
	exec.CommandContext(ctx, "/bin/bash", "-c", folder).Run()
}

func safe(folder string) {
	// ok: go-shell-command
	exec.Command("ls", "--", folder).Run()
	// ok: go-shell-command
	exec.Command("sh", "-c", "ls | wc -l").Run()
}
