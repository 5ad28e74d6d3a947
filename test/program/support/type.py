"""type.py PROMPT COMMAND ...: types the lines of stdin into a command on a terminal of its own, each when the prompt (a regular
expression, whose first group is the prompt's number, if it has one) has come, and prints what the terminal showed. In a line,
\\t is Tab; one that begins with ^C is that key."""
import os, pty, re, select, sys, time, fcntl, struct, termios

prompt, command = re.compile(sys.argv[1].encode()), sys.argv[2:]
lines = sys.stdin.read().split('\n')
pid, terminal = pty.fork()
if pid == 0:
    os.environ['TERM'] = 'dumb'
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 50, 400, 0, 0))
shown, at, end = b'', 0, time.monotonic() + 120
row, column = 1, 1
def follow(piece):
    """Keeps track of the cursor, and answers who asks for it: PowerShell writes nothing before it knows where."""
    global row, column
    for part in re.findall(r'\x1b\[[0-9;?]*[A-Za-z]|\x1b.|.', piece.decode(errors='replace'), re.DOTALL):
        numbers = [int(number) for number in re.findall(r'\d+', part)] if part[0] == '\x1b' else []
        if part == '\x1b[6n': os.write(terminal, b'\x1b[%d;%dR' % (row, column))
        elif part[0] == '\x1b' and part[-1] == 'H': row, column = (numbers + [1, 1])[:2] if numbers else (1, 1)
        elif part[0] == '\x1b' and part[-1] == 'G': column = (numbers or [1])[0]
        elif part[0] == '\x1b' and part[-1] == 'C': column += (numbers or [1])[0]
        elif part[0] == '\x1b' and part[-1] == 'D': column -= (numbers or [1])[0]
        elif part == '\n': row = min(row + 1, 50)
        elif part == '\r': column = 1
        elif part == '\b': column = max(column - 1, 1)
        elif part >= ' ': column += 1
def read():
    global shown
    if not select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
        sys.stdout.buffer.write(shown); sys.exit('no prompt came')
    try: piece = os.read(terminal, 65536)
    except OSError: piece = b''
    shown += piece
    if b'\x1b[' in shown: follow(piece)
    return piece
last = None
def repeated(found):
    """A prompt with the number of the last one is the last one, drawn again."""
    global last
    number = found[1] if prompt.groups else None
    if number and number == last: return True
    last = number or last
    return False
for line in lines:
    while not (found := prompt.search(shown, at)) or repeated(found):
        if found: at = found.end()
        elif not read(): break
    if not found: break
    at = found.end()
    os.write(terminal, line.replace('\\t', '\t').encode(errors='surrogateescape') + (b'' if line.endswith('\\') else b'\r'))
while read(): pass
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
