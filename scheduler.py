"""The clock's front door: starts what vetting.app composes."""

from vetting.app import run_scheduler

if __name__ == "__main__":
    run_scheduler()
