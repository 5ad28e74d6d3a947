"""Types into a program on a terminal of its own. typist.py SCRIPT COMMAND ...

Lines of SCRIPT: `> text` types text and Enter, `= text` types text alone (with escapes such as \\t), `< text` waits until that
appears behind the text of the last wait. The output of the terminal goes to stdout; the status is 1 when a wait was in vain.
"""
import os, pty, select, signal, sys, time

lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
pid, master = pty.fork()
if pid == 0:
    # A caller in the background ignores these, and what is ignored stays so in every program that it starts.
    for key in signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU:
        signal.signal(key, signal.SIG_DFL)
    os.execvp(sys.argv[2], sys.argv[2:])
import fcntl, struct, termios
fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
shown, seen, status = b"", 0, 0


def more(until):
    global shown
    ready, _, _ = select.select([master], [], [], max(0, until - time.monotonic()))
    if not ready:
        return False
    try:
        part = os.read(master, 65536)
    except OSError:
        part = b""
    shown += part
    return bool(part)


for line in lines:
    kind, text = line[:1], line[2:]
    if kind in ">=":
        text = text if kind == ">" else text.encode().decode("unicode_escape").encode("latin-1").decode()
        os.write(master, text.encode() + (b"\r" if kind == ">" else b""))
    elif kind == "<":
        until = time.monotonic() + 60
        while text.encode() not in shown[seen:]:
            if not more(until):
                status = 1
                print(f"waited in vain for {text!r}", file=sys.stderr)
                break
        if status:
            break
        seen = shown.index(text.encode(), seen) + len(text.encode())
if status == 0:
    os.write(master, b"\x04")
    while more(time.monotonic() + 60):
        pass
else:
    os.kill(pid, 9)
os.close(master)
os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
sys.exit(status)
