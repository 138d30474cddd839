"""`python -m meetingqa` is the `meetingqa` command."""

from meetingqa.cli import main

if __name__ == "__main__":
    main()
